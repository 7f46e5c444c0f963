/**
 * Why the server cannot start, in one Chinese line that says what to do; null for a failure that
 * nobody foresaw, whose cause must be shown instead.
 */
export function startProblem(
  error: unknown,
  { host, port }: { readonly host: string; readonly port: number },
): string | null {
  if (!(error instanceof Error)) return null;
  // The store says itself what is the matter with it.
  if (error.name === 'StoreUnusable') return error.message;
  if (error.name === 'StorageUnavailable')
    return `数据文件夹无法读写（${codeOf(error)}）：请检查 DATA_DIR 的权限和磁盘空间。`;
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return `端口 ${port} 已被占用：请关闭占用它的程序，或用环境变量 PORT 换一个端口。`;
    case 'EACCES':
      return `无权使用端口 ${port} 或读取所需文件：请换用 1024 以上的端口，并检查文件权限。`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `本机没有地址 ${host}：请检查环境变量 HOST。`;
    default:
      return certificateProblem(error);
  }
}

function certificateProblem(error: Error): string | null {
  const unreadable = codeOf(error) === 'ENOENT' || codeOf(error) === 'EISDIR';
  if (!unreadable && !codeOf(error).startsWith('ERR_OSSL')) return null;
  return 'https 证书或私钥无法使用：请检查环境变量 TLS_CERT 和 TLS_KEY 指向的文件。';
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : '';
}
