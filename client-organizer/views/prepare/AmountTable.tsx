import './edit-table.css';
import { useState } from 'preact/hooks';
import { tenThousandths } from '../../../shared/decimal.ts';
import { moveRow, withoutRow, withRow } from '../../rows.ts';
import { type RunningSum, readAmount, sumWords } from '../../running-sum.ts';
import { Button } from '../base/Button.tsx';
import { RowButtons } from '../base/RowButtons.tsx';
import { Problems } from './Section.tsx';

/** A grade, a group or an item, as the table edits it. */
export interface AmountRow {
  readonly label: string;
  /** A decimal text. */
  readonly amount: string;
}

interface AmountTableProps {
  readonly title: string;
  readonly intro: string;
  /** What a row is called in words: `等次`. */
  readonly rowName: string;
  readonly labelHeading: string;
  readonly amountHeading: string;
  readonly rows: readonly AmountRow[];
  readonly limits: { readonly least: number; readonly most: number };
  /** Before the label: `A 票`. */
  readonly mark?: (row: number) => string;
  /** Where all amounts together must be 100. */
  readonly sum?: RunningSum;
  readonly problems: readonly string[];
  readonly onChange: (rows: readonly AmountRow[]) => void;
}

export function AmountTable(props: AmountTableProps) {
  const { title, intro, rowName, rows, limits, sum, problems, onChange } = props;
  const [moved, setMoved] = useState<{ to: number; by: 'up' | 'down' } | null>(null);
  const move = (from: number, to: number) => {
    setMoved({ to, by: to < from ? 'up' : 'down' });
    onChange(moveRow(rows, from, to));
  };
  return (
    <div class="amounts">
      <h3>{title}</h3>
      <p class="amounts-intro">{intro}</p>
      <table class="table edit-table">
        <caption class="visually-hidden">{title}</caption>
        <thead>
          <tr>
            {props.mark && <th scope="col">票</th>}
            <th scope="col">{props.labelHeading}</th>
            <th scope="col" class="figure">
              {props.amountHeading}
            </th>
            <th scope="col">顺序</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {props.mark && <td class="amount-mark">{props.mark(index)}</td>}
              <AmountInputs
                row={row}
                labelName={`第 ${index + 1} 个${rowName}名称`}
                amountName={`第 ${index + 1} 个${rowName}${props.amountHeading}`}
                onChange={(next) => onChange(withRow(rows, index, next))}
              />
              <td>
                <RowButtons
                  row={index}
                  rows={rows.length}
                  name={`${rowName} ${row.label}`}
                  deletable={rows.length > limits.least}
                  focused={moved?.to === index ? moved.by : null}
                  onMove={(to) => move(index, to)}
                  onDelete={() => {
                    setMoved(null);
                    onChange(withoutRow(rows, index));
                  }}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div class="amounts-foot">
        <Button
          disabled={rows.length >= limits.most}
          onClick={() => onChange([...rows, { label: '', amount: '0' }])}
        >
          添加{rowName}
        </Button>
        {sum && (
          <p class={`sum sum-${sum.state}`} role="status">
            {sumWords(sum)}
          </p>
        )}
      </div>
      <Problems problems={problems} />
    </div>
  );
}

interface AmountInputsProps {
  readonly row: AmountRow;
  readonly labelName: string;
  readonly amountName: string;
  readonly onChange: (row: AmountRow) => void;
}

function AmountInputs({ row, labelName, amountName, onChange }: AmountInputsProps) {
  return (
    <>
      <td>
        <input
          class="input"
          type="text"
          autocomplete="off"
          maxLength={100}
          aria-label={labelName}
          aria-invalid={row.label.trim() === ''}
          value={row.label}
          onInput={(event) => onChange({ ...row, label: event.currentTarget.value })}
        />
      </td>
      <td class="figure">
        <input
          class="input amount-input"
          type="text"
          inputMode="decimal"
          autocomplete="off"
          maxLength={20}
          aria-label={amountName}
          aria-invalid={tenThousandths(row.amount) === null}
          value={row.amount}
          onInput={(event) => onChange({ ...row, amount: event.currentTarget.value })}
          onBlur={() => {
            const amount = readAmount(row.amount);
            if (amount !== row.amount) onChange({ ...row, amount });
          }}
        />
      </td>
    </>
  );
}
