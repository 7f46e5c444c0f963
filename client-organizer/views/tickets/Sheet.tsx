import type { TicketSecret } from '../../../shared/identifiers.ts';
import { groupMark } from '../../../shared/rule.ts';
import { spacedTicketCode } from '../../../shared/ticket-code.ts';
import { type TicketSheet, ticketLink } from '../../ticket-sheets.ts';
import { QrCode } from '../base/QrCode.tsx';

interface PrintedWords {
  readonly title: string;
  readonly groupLabel: string;
  readonly address: string;
}

interface SheetProps extends PrintedWords {
  readonly sheet: TicketSheet;
  /** Of its group, for whoever checks the paper; in the margin that is cut away. */
  readonly page: number;
  readonly pages: number;
}

/** One page of A4 with cut lines. */
export function Sheet({ sheet, page, pages, ...words }: SheetProps) {
  const mark = groupMark(sheet.group);
  return (
    <article class="sheet" aria-label={`${mark}第 ${page} 页`}>
      <p class="sheet-margin">
        <span>
          {mark} 第 {page} 页，共 {pages} 页
        </span>
        <span>沿虚线裁开</span>
      </p>
      <div class="sheet-tickets">
        {sheet.secrets.map((secret) => (
          <Ticket key={secret} secret={secret} mark={mark} {...words} />
        ))}
      </div>
    </article>
  );
}

interface TicketProps extends PrintedWords {
  readonly secret: TicketSecret;
  readonly mark: string;
}

/** Titles longer than this are set smaller, so that two lines hold them. */
const SHORT_TITLE_LETTERS = 36;
/** The same for the address, on one line. */
const SHORT_ADDRESS_LETTERS = 50;
/** The same for the group's label, which stands beside the mark. */
const SHORT_LABEL_LETTERS = 5;

/** [TICKET-4] The meeting, the group's mark and instructions; no name and no serial number. */
function Ticket({ secret, mark, title, groupLabel, address }: TicketProps) {
  const long = title.length > SHORT_TITLE_LETTERS;
  return (
    <div class="ticket">
      <p class={long ? 'ticket-title ticket-title-long' : 'ticket-title'}>{title}</p>
      <QrCode text={ticketLink(address, secret)} label="测评票二维码" />
      <div class="ticket-side">
        <p class="ticket-mark">
          <strong>{mark}</strong>
          <span class={groupLabel.length > SHORT_LABEL_LETTERS ? 'ticket-label-long' : undefined}>
            {groupLabel}
          </span>
        </p>
        <ol class="ticket-steps">
          <li>微信扫码，逐项选择等次</li>
          <li>提交后显示“已收到”即可</li>
          <li>一票限投一次，不记姓名</li>
        </ol>
      </div>
      <p class="ticket-code">{spacedTicketCode(secret)}</p>
      <p class="ticket-address">
        扫不开时，用浏览器打开下面的地址，输入测评码
        <br />
        <span class={address.length > SHORT_ADDRESS_LETTERS ? 'ticket-address-long' : undefined}>
          {address}
        </span>
      </p>
    </div>
  );
}
