import { join } from 'node:path';
import { oldPhoneProblems } from './old-phone-problems.ts';

const problems = await oldPhoneProblems(join(import.meta.dirname, '../dist/voter'));

if (problems.length > 0) {
  console.error(`The voter page does not run on old phones:\n${problems.join('\n')}`);
  process.exitCode = 1;
} else {
  console.log('The voter page is one classic ES2015 script.');
}
