import { HttpProvider, jsonOf, type ProviderRequest } from '../../harness/fake-providers/http-provider.ts';

type Told = { readonly condition?: { readonly id?: string } };

/** Takes every message at once; `onMessage` hears which conditions it is about. */
export const startBenchProvider = (onMessage: (conditions: readonly string[]) => void): Promise<HttpProvider> =>
  HttpProvider.start((request) => {
    onMessage(conditionsIn(request));
    return { status: 204 };
  });

export const urlOf = (provider: HttpProvider): string => `${provider.origin}/hook`;

function conditionsIn(request: ProviderRequest): readonly string[] {
  const body = (jsonOf(request) ?? {}) as Told & { readonly alarms?: readonly Told[] };
  return [body, ...(body.alarms ?? [])].flatMap(({ condition }) => condition?.id ?? []);
}
