/**
 * [ARCHIVE-2] Why a meeting could not be carried, by a code for programs, with the words that a
 * person sees; a message with figures may stand in their place. A test keeps docs/protocol.md in
 * step with this table.
 */
export const ARCHIVE_PROBLEMS = {
  archive_unreadable: '无法读取这个文件，请检查路径和权限。',
  archive_too_large: '文件过大，不是会议文件。',
  archive_foreign: '这不是会议文件，请选择由 npm run export-meeting 导出的文件。',
  archive_version: '会议文件的格式版本与本程序不符，请使用相应版本的程序。',
  archive_damaged: '会议文件已损坏或不完整，没有导入。请重新复制或重新导出。',
  archive_invalid: '会议文件的内容不符合格式，没有导入。',
  archive_inconsistent: '会议文件的内容前后矛盾，没有导入。',
  archive_box_mismatch: '票箱与测评票、计票结果不一致，不能导出或导入。请保留现场，联系技术人员。',
  archive_unwritable: '无法写入文件，请检查路径、权限和磁盘空间。',
  archive_exists: '文件已经存在，没有覆盖。请换一个文件名。',
  store_missing:
    '没有数据文件。请用环境变量 DATA_DIR 指定数据文件夹；会议在 Redis 中时，请设置 REDIS_URL。',
  meeting_unknown: '没有找到这个会议。不带选项运行本命令，可列出全部会议。',
  meeting_running: '会议正在测评或已暂停，只有准备中和已结束的会议可以导出。',
  meeting_exists: '这里已经有这个会议，没有导入。',
  belongs_elsewhere: '文件中的测评票或链接已属于这里的另一个会议，没有导入。',
  store_in_use:
    '服务器正在使用数据文件。请先停止服务器（在运行它的终端按 Ctrl+C），再运行本命令，完成后重新启动。',
  store_lost: '与存储的连接中断，不能确定是否完成。请恢复后再运行一次，重复运行没有害处。',
  store_unusable: '数据文件夹无法使用。',
} as const;

export type ArchiveProblemCode = keyof typeof ARCHIVE_PROBLEMS;

export interface ArchiveProblem {
  readonly ok: false;
  readonly code: ArchiveProblemCode;
  /** Chinese, one line. */
  readonly message: string;
}

export type Carried<Value> = { readonly ok: true; readonly value: Value } | ArchiveProblem;

export function archiveProblem(
  code: ArchiveProblemCode,
  message: string = ARCHIVE_PROBLEMS[code],
): ArchiveProblem {
  return { ok: false, code, message };
}
