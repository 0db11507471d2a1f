/** The same object, but asking for a member it does not have is an error, never silently undefined. */
export function guardMembers<Api extends object>(name: string, api: Api): Api {
  return new Proxy(api, {
    get(target, member: string | symbol) {
      if (typeof member === "symbol" || member in target || member === "then")
        return Reflect.get(target, member) as unknown;
      throw new Error(`The stand-in has no ${name}.${member}.`);
    },
  });
}
