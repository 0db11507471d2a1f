/** A binary heap: the member with the least `boundMinor` is always at hand. */
export type Heap<Member extends { boundMinor: number }> = {
  /** Infinity when the heap is empty. */
  leastMinor(): number;
  push(member: Member): void;
  /** The member with the least bound; the heap must not be empty. */
  pop(): Member;
};

export function createHeap<Member extends { boundMinor: number }>(): Heap<Member> {
  const members: Member[] = [];

  function push(member: Member): void {
    let at = members.length;
    members.push(member);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (members[parent]!.boundMinor <= member.boundMinor) break;
      members[at] = members[parent]!;
      at = parent;
    }
    members[at] = member;
  }

  function pop(): Member {
    const least = members[0]!;
    const moved = members.pop()!;
    if (members.length > 0) sink(moved);
    return least;
  }

  /** Puts a member in at the top and lets smaller ones rise past it. */
  function sink(member: Member): void {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= members.length) break;
      if (child + 1 < members.length && members[child + 1]!.boundMinor < members[child]!.boundMinor) child++;
      if (members[child]!.boundMinor >= member.boundMinor) break;
      members[at] = members[child]!;
      at = child;
    }
    members[at] = member;
  }

  return { leastMinor: () => (members.length > 0 ? members[0]!.boundMinor : Infinity), push, pop };
}
