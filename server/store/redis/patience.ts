/** Nothing was heard within the time that was given. What was asked for may still come about. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** The answer, or `NoAnswer`. */
export async function within<Answer>(patienceMs: number, asked: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswer(`no answer in ${patienceMs} ms`)), patienceMs);
  });
  try {
    return await Promise.race([asked, silence]);
  } finally {
    clearTimeout(timer);
  }
}
