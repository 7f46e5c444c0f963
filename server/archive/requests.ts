import { parseArgs } from 'node:util';
import type { MeetingId } from '../../shared/identifiers.ts';
import { meetingIdSchema } from '../../shared/protocol/schemas/meeting.ts';

export const EXPORT_HELP = `npm run export-meeting -- [选项]

把一个会议连同测评票、票箱、计票结果和日志导出为一个文件，供存档，或导入另一台服务器。
准备中和已结束的会议可以导出。不带选项时列出全部会议。

  --meeting 会议编号    要导出的会议
  --to 文件             写入的文件，不得已经存在；默认为当前文件夹中的 meeting-会议编号.json
  --help                显示本说明

数据在哪里由环境变量决定，与 npm start 相同。使用内置存储时，请先停止服务器。`;

export const IMPORT_HELP = `npm run import-meeting -- 文件

把 npm run export-meeting 导出的会议导入这里：全部导入，或者什么也不改变。

  --help                显示本说明

数据在哪里由环境变量决定，与 npm start 相同。使用内置存储时，请先停止服务器。`;

export type ExportRequest =
  | { readonly kind: 'export'; readonly meeting: MeetingId; readonly to: string }
  | { readonly kind: 'list' | 'help' }
  | Mistake;

export type ImportRequest =
  | { readonly kind: 'import'; readonly file: string }
  | { readonly kind: 'help' }
  | Mistake;

interface Mistake {
  readonly kind: 'mistake';
  readonly message: string;
}

export function readExportRequest(words: readonly string[]): ExportRequest {
  const line = parse(words, { meeting: { type: 'string' }, to: { type: 'string' } });
  if (line === null || line.positionals.length > 0) return mistake('选项有误。');
  const { meeting, to, help } = line.values;
  if (help === true) return { kind: 'help' };
  if (meeting === undefined)
    return to === undefined ? { kind: 'list' } : mistake('请用 --meeting 指定要导出的会议。');
  const id = meetingIdSchema.safeParse(meeting);
  if (!id.success) return mistake('会议编号应为 12 位小写字母和数字。');
  return { kind: 'export', meeting: id.data, to: String(to ?? `meeting-${id.data}.json`) };
}

export function readImportRequest(words: readonly string[]): ImportRequest {
  const line = parse(words, {});
  if (line === null) return mistake('选项有误。');
  if (line.values.help === true) return { kind: 'help' };
  const [file, ...others] = line.positionals;
  if (file === undefined || others.length > 0) return mistake('请给出一个会议文件。');
  return { kind: 'import', file };
}

/** Null for words that no option has, and for an option without its value. */
function parse(
  words: readonly string[],
  options: Readonly<Record<string, { readonly type: 'string' }>>,
): {
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
} | null {
  try {
    return parseArgs({
      args: [...words],
      options: { ...options, help: { type: 'boolean' } },
      allowPositionals: true,
    });
  } catch {
    return null;
  }
}

function mistake(message: string): Mistake {
  return { kind: 'mistake', message };
}
