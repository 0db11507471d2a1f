import type { Metafield } from "#tests/sandbox/state/shop.ts";
import type { RequestContext } from "./request-context.ts";

export type MetafieldArguments = { namespace?: string | null; key: string };

/** `$app` and `$app:rest` stand for the app's own reserved namespace, `app--<id>` and `app--<id>--rest`. */
export function resolveNamespace({ app }: RequestContext, namespace: string | null | undefined): string {
  const own = `app--${app.id}`;
  if (namespace === null || namespace === undefined || namespace === "$app") return own;
  return namespace.startsWith("$app:") ? `${own}--${namespace.slice("$app:".length)}` : namespace;
}

/** Other apps' reserved namespaces are out of sight. */
export function isVisible({ app }: RequestContext, namespace: string): boolean {
  if (!namespace.startsWith("app--")) return true;
  return namespace === `app--${app.id}` || namespace.startsWith(`app--${app.id}--`);
}

export function findMetafield(context: RequestContext, ownerId: string, args: MetafieldArguments): Metafield | null {
  const namespace = resolveNamespace(context, args.namespace);
  if (!isVisible(context, namespace)) return null;
  return context.shop.metafields.get(ownerId)?.get(`${namespace}.${args.key}`) ?? null;
}

export function metafieldsOf(
  context: RequestContext,
  ownerId: string,
  filter: { namespace?: string | null; keys?: string[] | null },
): Metafield[] {
  const namespace = filter.namespace ? resolveNamespace(context, filter.namespace) : undefined;
  return [...(context.shop.metafields.get(ownerId)?.values() ?? [])].filter(
    (each) =>
      isVisible(context, each.namespace) &&
      (namespace === undefined || each.namespace === namespace) &&
      (!filter.keys || filter.keys.includes(each.key)),
  );
}
