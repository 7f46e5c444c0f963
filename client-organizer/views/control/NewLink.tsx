import { useRef, useState } from 'preact/hooks';
import type { ScreenLink } from '../../../shared/protocol/http.ts';
import { Button } from '../base/Button.tsx';
import { QrCode } from '../base/QrCode.tsx';
import { linkKindWords } from './link-address.ts';

interface NewLinkProps {
  readonly kind: ScreenLink['kind'];
  /** For another machine of the hall. */
  readonly address: string;
  /** For a window of this one. */
  readonly addressHere: string;
  readonly onRevoke: () => void;
}

/** A link as long as its token is known: until this page is left. */
export function NewLink({ kind, address, addressHere, onRevoke }: NewLinkProps) {
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  const words = linkKindWords(kind);
  const copy = () => {
    field.current?.select();
    void copyText(address).then(setCopied);
  };
  return (
    <li class={`link-new${kind === 'host' ? ' link-new-host' : ''}`}>
      <p class="link-new-lead">{words}链接（只在此时显示，离开本页后不再显示）</p>
      <input
        ref={field}
        class="input"
        readOnly
        value={address}
        aria-label={`${words}链接`}
        onFocus={(event) => event.currentTarget.select()}
      />
      <div class="link-new-actions">
        <Button onClick={copy}>{copied ? '已复制' : '复制'}</Button>
        <a class="button" href={addressHere} target="_blank" rel="noopener">
          在新窗口打开
        </a>
        <Button kind="quiet" label={`停用这个${words}链接`} onClick={onRevoke}>
          停用
        </Button>
      </div>
      {kind === 'host' && (
        <figure class="link-new-code">
          <QrCode text={address} label={`${words}链接的二维码`} />
          <figcaption>用主持人的手机扫码打开</figcaption>
        </figure>
      )}
      <p class="visually-hidden" role="status">
        {copied ? '链接已复制' : ''}
      </p>
    </li>
  );
}

/** On plain http browsers offer no clipboard; the selected field can still be copied by command. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return document.execCommand('copy');
  }
}
