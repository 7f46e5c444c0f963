import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Presenter } from '../../../shared/meeting.ts';
import type { PresenterImport } from '../../../shared/protocol/http.ts';
import { RULE_LIMITS } from '../../../shared/rule.ts';
import { Button } from '../base/Button.tsx';
import { Notice } from '../base/Notice.tsx';

interface ImportPreviewProps {
  readonly answer: PresenterImport;
  readonly existing: number;
  readonly onTake: (presenters: readonly Presenter[], how: 'replace' | 'append') => void;
}

/** What was read, before anything is taken over; with errors, nothing can be. */
export function ImportPreview({ answer, existing, onTake }: ImportPreviewProps) {
  const { presenters, errors } = answer;
  if (errors.length > 0) return <ImportErrors answer={answer} />;
  if (presenters.length === 0)
    return <Notice kind="warning">没有读到述职人。请检查名单后再试。</Notice>;
  return <ImportChoice answer={answer} existing={existing} onTake={onTake} />;
}

/** Brings itself into sight: without a press of its button nothing is imported. */
function ImportChoice({ answer, existing, onTake }: ImportPreviewProps) {
  const { presenters } = answer;
  const choice = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => choice.current?.scrollIntoView({ block: 'nearest' }), [answer]);
  const fits = existing + presenters.length <= RULE_LIMITS.presenters.most;
  return (
    <div class="import-preview" role="status">
      <p>
        <strong>读到 {presenters.length} 名述职人，请核对：</strong>
      </p>
      <PreviewTable presenters={presenters} />
      <div class="actions import-choice" ref={choice}>
        <Button kind="primary" onClick={() => onTake(presenters, 'replace')}>
          {existing === 0 ? `使用这 ${presenters.length} 名` : `替换现有的 ${existing} 名`}
        </Button>
        {existing > 0 && fits && (
          <Button onClick={() => onTake(presenters, 'append')}>加到现有名单后面</Button>
        )}
      </div>
    </div>
  );
}

function ImportErrors({ answer }: Pick<ImportPreviewProps, 'answer'>) {
  const { presenters, errors } = answer;
  return (
    <>
      <Notice kind="error">
        <p>名单中有 {errors.length} 处错误，一名也没有导入。请改正后重新粘贴或选择文件：</p>
        <ul>
          {errors.map(({ row, message }) => (
            <li key={`${row} ${message}`}>
              第 {row} 行：{message}
            </li>
          ))}
        </ul>
      </Notice>
      {presenters.length > 0 && (
        <div class="import-preview">
          <p>已读到的 {presenters.length} 名（尚未导入）：</p>
          <PreviewTable presenters={presenters} />
        </div>
      )}
    </>
  );
}

/** More than come to a usual meeting; longer lists are scrolled, so that the buttons below stay near. */
const MOST_IN_FULL = 12;

function PreviewTable({ presenters }: { readonly presenters: readonly Presenter[] }) {
  const long = presenters.length > MOST_IN_FULL ? ' import-preview-long' : '';
  const look = `table-frame import-preview-table${long}`;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard
    <section class={look} tabIndex={0} aria-label="读到的名单">
      <table class="table">
        <caption class="visually-hidden">读到的名单</caption>
        <thead>
          <tr>
            <th scope="col" class="figure">
              序号
            </th>
            <th scope="col">姓名</th>
            <th scope="col">单位</th>
            <th scope="col">职务</th>
          </tr>
        </thead>
        <tbody>
          {presenters.map(({ name, unit, post }, index) => (
            <tr key={index}>
              <td class="figure">{index + 1}</td>
              <td>{name}</td>
              <td>{unit}</td>
              <td>{post}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
