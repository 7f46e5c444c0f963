import './edit-table.css';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Presenter } from '../../../shared/meeting.ts';
import { moveRow, withRow } from '../../rows.ts';
import { RowButtons } from '../base/RowButtons.tsx';

interface PresenterTableProps {
  readonly presenters: readonly Presenter[];
  readonly onChange: (presenters: readonly Presenter[]) => void;
  readonly onDelete: (at: number) => void;
  /** A row was just added: typing goes on there. */
  readonly focusLast: boolean;
}

interface Moved {
  readonly name: string;
  readonly to: number;
  readonly by: 'up' | 'down';
}

const COLUMNS = [
  { key: 'name', label: '姓名' },
  { key: 'unit', label: '单位' },
  { key: 'post', label: '职务' },
] as const satisfies readonly { readonly key: keyof Presenter; readonly label: string }[];

export function PresenterTable({ presenters, onChange, onDelete, focusLast }: PresenterTableProps) {
  const [moved, setMoved] = useState<Moved | null>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  useLayoutEffect(() => {
    if (focusLast) body.current?.querySelector<HTMLInputElement>('tr:last-child input')?.focus();
  }, [focusLast, presenters.length]);
  const move = (from: number, to: number) => {
    const name = presenters[from]?.name ?? '';
    setMoved({ name, to, by: to < from ? 'up' : 'down' });
    onChange(moveRow(presenters, from, to));
  };
  return (
    <>
      <table class="table edit-table presenter-table">
        <caption class="visually-hidden">述职人名单</caption>
        <thead>
          <tr>
            <th scope="col" class="figure">
              序号
            </th>
            {COLUMNS.map(({ key, label }) => (
              <th key={key} scope="col">
                {label}
              </th>
            ))}
            <th scope="col">顺序</th>
          </tr>
        </thead>
        <tbody ref={body}>
          {presenters.map((presenter, row) => (
            <tr key={row}>
              <td class="figure">{row + 1}</td>
              {COLUMNS.map(({ key, label }) => (
                <td key={key}>
                  <input
                    class="input"
                    type="text"
                    maxLength={200}
                    autocomplete="off"
                    aria-label={`第 ${row + 1} 名${label}`}
                    aria-invalid={key === 'name' && presenter.name.trim() === ''}
                    value={presenter[key]}
                    onInput={(event) =>
                      onChange(
                        withRow(presenters, row, {
                          ...presenter,
                          [key]: event.currentTarget.value,
                        }),
                      )
                    }
                  />
                </td>
              ))}
              <td>
                <RowButtons
                  row={row}
                  rows={presenters.length}
                  name={`第 ${row + 1} 名 ${presenter.name}`}
                  deletable
                  focused={moved?.to === row ? moved.by : null}
                  onMove={(to) => move(row, to)}
                  onDelete={() => onDelete(row)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="visually-hidden" role="status">
        {moved !== null && `${moved.name} 已移到第 ${moved.to + 1} 位`}
      </p>
    </>
  );
}
