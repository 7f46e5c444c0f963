import { useState } from 'preact/hooks';
import { refusalText } from '../../api.ts';
import { readEmblemFile } from '../../emblem-file.ts';
import { Button } from '../base/Button.tsx';
import { Field } from '../base/Field.tsx';

interface EmblemFieldProps {
  readonly emblem: string | null;
  readonly onChange: (emblem: string | null) => void;
}

export function EmblemField({ emblem, onChange }: EmblemFieldProps) {
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const choose = async (file: File | undefined) => {
    if (file === undefined) return;
    const read = await readEmblemFile(file);
    setProblem(read.ok ? undefined : refusalText(read));
    if (read.ok) onChange(read.value);
  };
  return (
    <div class="emblem">
      <Field label="大屏徽标（可不设）" hint="PNG 或 JPEG，不超过 150 KB。" error={problem}>
        {(control) => (
          <input
            {...control}
            class="input"
            type="file"
            accept="image/png,image/jpeg"
            onChange={(event) => void choose(event.currentTarget.files?.[0])}
          />
        )}
      </Field>
      {emblem !== null && (
        <div class="emblem-shown">
          <img class="emblem-image" src={emblem} alt="已上传的徽标" />
          <Button kind="quiet" onClick={() => onChange(null)}>
            移除徽标
          </Button>
        </div>
      )}
    </div>
  );
}
