/** What the operator can do about a store that does not take ballots; `code` is the store's own. */
export function storageAdvice(code: string): string {
  if (code.startsWith('REDIS_')) return redisAdvice(code);
  if (code.includes('FULL') || code === 'ENOSPC')
    return '服务器磁盘空间已满。请清理磁盘，清理后自动恢复。';
  if (code.includes('READONLY') || code.includes('CANTOPEN') || code === 'EACCES')
    return '服务器的数据目录不能写入。请检查目录权限，改好后自动恢复。';
  if (code.startsWith('SQLITE_IOERR') || code === 'EIO')
    return '服务器磁盘读写出错。请联系技术人员检查磁盘，恢复后自动继续。';
  return '服务器暂时不能保存数据。请检查服务器磁盘，恢复后自动继续。';
}

function redisAdvice(code: string): string {
  switch (code) {
    case 'REDIS_NOT_DURABLE':
      return 'Redis 的设置已被改动，可能丢票，因此停止收票。请按运行手册恢复设置，改好后自动恢复。';
    case 'REDIS_MISCONF':
    case 'REDIS_OOM':
      return 'Redis 的磁盘或内存已满。请清理，清理后自动恢复。';
    case 'REDIS_READONLY':
      return 'Redis 已变为只读的从节点。请按运行手册恢复主节点，恢复后自动继续。';
    default:
      return '服务器暂时连接不到 Redis。请检查 Redis 和网络，连通后自动恢复。';
  }
}
