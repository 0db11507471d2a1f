/** What people said about where an order leaves from. It holds until they take it back. */
export type RouteWishes = {
  /** All of it leaves from this location, or waits there. */
  lock: { locationId: string; person: string } | null;
  /** Locations that turned it down, each once. */
  rejections: readonly Rejection[];
};

export type Rejection = { locationId: string; reason: string; person: string };

export const NO_WISHES: RouteWishes = { lock: null, rejections: [] };

/** Locks all of an order to a location, or unlocks it. Who locks it to a location that turned it down knows better. */
export function lockRoute({ rejections }: RouteWishes, locationId: string | null, person: string): RouteWishes {
  if (locationId === null) return { lock: null, rejections };
  return {
    lock: { locationId, person },
    rejections: rejections.filter((rejection) => rejection.locationId !== locationId),
  };
}

/** A location turns an order down; a lock to it ends with that. */
export function rejectRoute({ lock, rejections }: RouteWishes, rejection: Rejection): RouteWishes {
  return {
    lock: lock?.locationId === rejection.locationId ? null : lock,
    rejections: [...rejections.filter(({ locationId }) => locationId !== rejection.locationId), rejection],
  };
}

export function withdrawRejection({ lock, rejections }: RouteWishes, locationId: string): RouteWishes {
  return { lock, rejections: rejections.filter((rejection) => rejection.locationId !== locationId) };
}

/** Whether people let a location serve the order. */
export function isWished({ lock, rejections }: RouteWishes, locationId: string): boolean {
  if (lock !== null) return lock.locationId === locationId;
  return !rejections.some((rejection) => rejection.locationId === locationId);
}
