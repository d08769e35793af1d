import { expect, it } from 'vitest';
import { ROUTES } from '../contract/routes.ts';
import { ERRORS } from '../domain/errors.ts';
import { contractReadme } from './contract-readme.ts';

it('names every route and every error code', () => {
  const text = contractReadme();
  for (const { method, path } of Object.values(ROUTES)) expect(text).toContain(`\`${method} ${path}\``);
  for (const code of Object.keys(ERRORS)) expect(text).toContain(`| \`${code}\` |`);
});
