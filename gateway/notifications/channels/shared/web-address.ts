import { z } from 'zod';

/** The site file is trusted to name any host, this machine too; only the form is checked. */
const isPlainWebAddress = (text: string): boolean => {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
};

/** Where a channel posts: http or https, no user name in it. */
export const webAddress = z
  .string()
  .max(2000)
  .refine(isPlainWebAddress, 'an http or https address without user name and password');
