import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AnyNode, parse } from 'acorn';
import type { Page } from 'playwright-core';

const INTERPRETER = join(import.meta.dirname, '../../node_modules/sval/dist/sval.min.js');
const SCRIPT = /<script>(.*?)<\/script>/s;
const INTERPRETED = '/interpreted.js';

/**
 * Has the page's script run by an interpreter that knows ES2015 and nothing newer, on the page's
 * real document. `change` may spoil the script first.
 */
export async function interpretScript(
  page: Page,
  change: (script: string) => string = (script) => script,
): Promise<void> {
  const interpreter = await readFile(INTERPRETER, 'utf8');
  let script = '';
  await page.route(
    ({ pathname }) => pathname === '/',
    async (route) => {
      const html = await (await route.fetch()).text();
      script = change(SCRIPT.exec(html)?.[1] ?? '');
      // Without the policy, which names the script as it was built.
      await route.fulfill({
        contentType: 'text/html',
        body: html.replace(SCRIPT, `<script src="${INTERPRETED}"></script>`),
      });
    },
  );
  await page.route(
    ({ pathname }) => pathname === INTERPRETED,
    (route) =>
      route.fulfill({
        contentType: 'text/javascript',
        body: `${interpreter}
          new Sval({ ecmaVer: 2015, sourceType: 'script', sandBox: false })
            .run(${JSON.stringify(withConstructors(script))});`,
      }),
  );
}

/**
 * The interpreter forgets to hand arguments on where a derived class leaves its constructor out:
 * the constructors that ES2015 implies are written out for it. Throws on anything newer.
 */
export function withConstructors(script: string): string {
  const places: number[] = [];
  visit(parse(script, { ecmaVersion: 2015 }), (node) => {
    if (node.type !== 'ClassDeclaration' && node.type !== 'ClassExpression') return;
    const has = node.body.body.some(
      (member) => member.type === 'MethodDefinition' && member.kind === 'constructor',
    );
    if (node.superClass && !has) places.push(node.body.start + 1);
  });
  return places
    .sort((one, other) => other - one)
    .reduce(
      (text, place) =>
        `${text.slice(0, place)}constructor(...given){super(...given)}${text.slice(place)}`,
      script,
    );
}

function visit(node: AnyNode, see: (node: AnyNode) => void): void {
  see(node);
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value])
      if (typeof child === 'object' && child !== null && 'type' in child) visit(child, see);
}
