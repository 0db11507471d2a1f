/** An order's name. One of which only a part was seen so far has none yet. */
export function orderTitle({ name, id }: { name: string; id: string }): string {
  return name || `Order ${id}`;
}
