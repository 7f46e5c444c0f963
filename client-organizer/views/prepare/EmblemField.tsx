import { useState } from 'preact/hooks';
import { refusalText } from '../../api.ts';
import { readEmblemFile } from '../../emblem-file.ts';
import { Button } from '../base/Button.tsx';
import { FileButton } from '../base/FileButton.tsx';

interface EmblemFieldProps {
  readonly emblem: string | null;
  readonly onChange: (emblem: string | null) => void;
}

export function EmblemField({ emblem, onChange }: EmblemFieldProps) {
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const choose = async (file: File) => {
    const read = await readEmblemFile(file);
    setProblem(read.ok ? undefined : refusalText(read));
    if (read.ok) onChange(read.value);
  };
  return (
    <fieldset>
      <legend class="field-label">大屏徽标（可不设）</legend>
      <div class="actions">
        {emblem !== null && <img class="emblem-image" src={emblem} alt="已上传的徽标" />}
        <FileButton
          label={emblem === null ? '选择图片' : '换一张图片'}
          accept="image/png,image/jpeg"
          onChoose={(file) => void choose(file)}
        />
        {emblem !== null && (
          <Button kind="quiet" onClick={() => onChange(null)}>
            移除徽标
          </Button>
        )}
      </div>
      <p class="field-hint">PNG 或 JPEG，不超过 150 KB。</p>
      <p class="field-error" role="alert">
        {problem}
      </p>
    </fieldset>
  );
}
