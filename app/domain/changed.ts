/** An object of the platform with the time of its last change there, and the order it belongs to: itself, for an order. */
export type Changed = { id: string; orderId: string; updatedAt: string };
