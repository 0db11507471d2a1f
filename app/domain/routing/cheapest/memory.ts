/**
 * Memory for the arrays of one search. It needs some sixty small ones and lasts a fraction of a millisecond, of which a quarter
 * went into asking for each of them: cut from one piece they are had for nearly nothing.
 */
export type Memory = { piece: ArrayBuffer; usedBytes: number };

/** Enough for 10 lines and 5 places; who needs more is given another. */
const PIECE_BYTES = 2 ** 15;

export function createMemory(): Memory {
  return { piece: new ArrayBuffer(PIECE_BYTES), usedBytes: 0 };
}

/** So many zeros. */
export function numbers(memory: Memory, length: number): Float64Array {
  const at = take(memory, 8 * length);
  return new Float64Array(memory.piece, at, length);
}

/** So many zeros, for whole numbers of 32 bits. */
export function integers(memory: Memory, length: number): Int32Array {
  const at = take(memory, 4 * length);
  return new Int32Array(memory.piece, at, length);
}

/** So many zeros, for ones and zeros. */
export function flags(memory: Memory, length: number): Uint8Array {
  const at = take(memory, length);
  return new Uint8Array(memory.piece, at, length);
}

export function copyNumbers(memory: Memory, from: Float64Array): Float64Array {
  const copy = numbers(memory, from.length);
  copy.set(from);
  return copy;
}

/** Where so many bytes begin, on a boundary of eight: in the next piece when this one has not so many left. */
function take(memory: Memory, bytes: number): number {
  const rounded = Math.ceil(bytes / 8) * 8;
  if (memory.usedBytes + rounded > memory.piece.byteLength) {
    memory.piece = new ArrayBuffer(Math.max(PIECE_BYTES, rounded));
    memory.usedBytes = 0;
  }
  const at = memory.usedBytes;
  memory.usedBytes += rounded;
  return at;
}
