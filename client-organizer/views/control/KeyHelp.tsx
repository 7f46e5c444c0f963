import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../base/Button.tsx';

const KEYS: readonly (readonly [string, string])[] = [
  ['空格、PageDown（翻页笔“下一页”）', '与大按钮相同；需要确认的先询问'],
  ['Enter', '在询问框中：执行光标所在的按钮'],
  ['Esc', '关闭询问，什么也不做'],
  ['?', '显示本说明'],
];

export function KeyHelp({ onClose }: { readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="key-help" onClose={onClose}>
      <h2 id="key-help" class="dialog-title">
        按键说明
      </h2>
      <dl class="dialog-body key-list">
        {KEYS.map(([key, meaning]) => (
          <div key={key} class="key-line">
            <dt>{key}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <div class="dialog-actions">
        <Button onClick={() => dialog.current?.close()}>关闭</Button>
      </div>
    </dialog>
  );
}
