/** What the operator can do about a store that does not take ballots; `code` is the store's own. */
export function storageAdvice(code: string): string {
  if (code.includes('FULL') || code === 'ENOSPC')
    return '服务器磁盘空间已满。请清理磁盘，清理后自动恢复。';
  if (code.includes('READONLY') || code.includes('CANTOPEN') || code === 'EACCES')
    return '服务器的数据目录不能写入。请检查目录权限，改好后自动恢复。';
  if (code.startsWith('SQLITE_IOERR') || code === 'EIO')
    return '服务器磁盘读写出错。请联系技术人员检查磁盘，恢复后自动继续。';
  if (code === 'REDIS_NOT_DURABLE')
    return 'Redis 的设置已被改动，可能丢票，因此停止收票。请按运行手册恢复设置，改好后自动恢复。';
  if (code === 'REDIS_MISCONF' || code === 'REDIS_OOM')
    return 'Redis 的磁盘或内存已满。请清理后再试，清理后自动恢复。';
  return '服务器暂时连接不到数据库。请检查数据库和网络，连通后自动恢复。';
}
