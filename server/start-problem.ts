import type { Configuration } from './configuration.ts';

/** What writing a file fails with, without naming the file. */
const NO_ROOM = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'EIO']);

type Started = Pick<Configuration, 'host' | 'port' | 'tls'>;

/**
 * Why the server cannot start, in one Chinese line that says what to do; null for a failure that
 * nobody foresaw, whose cause must be shown instead.
 */
export function startProblem(error: unknown, { host, port, tls }: Started): string | null {
  if (!(error instanceof Error)) return null;
  const code = codeOf(error);
  // The store says itself what is the matter with it.
  if (error.name === 'StoreUnusable') return error.message;
  if (code.startsWith('ERR_OSSL') || isFile(error, tls?.cert) || isFile(error, tls?.key))
    return 'https 证书或私钥无法使用：请检查环境变量 TLS_CERT 和 TLS_KEY 指向的文件。';
  if (code.startsWith('REDIS_'))
    return `Redis 暂时不可用（${code}）：请检查环境变量 REDIS_URL 和 Redis 的状态。`;
  if (error.name === 'StorageUnavailable' || 'path' in error || NO_ROOM.has(code))
    return `数据文件夹无法读写（${code}）：请检查环境变量 DATA_DIR、文件夹权限和磁盘空间。`;
  switch (code) {
    case 'EADDRINUSE':
      return `端口 ${port} 已被占用：请关闭占用它的程序，或用环境变量 PORT 换一个端口。`;
    case 'EACCES':
      return `无权使用端口 ${port}：请用环境变量 PORT 换一个 1024 以上的端口。`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `本机没有地址 ${host}：请检查环境变量 HOST。`;
    default:
      return null;
  }
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : '';
}

/** Whether a failure of the file system is about this file. */
function isFile(error: Error, file: string | undefined): boolean {
  return file !== undefined && 'path' in error && error.path === file;
}
