/** A track that waits for its next wagon: beside the words of a page that has nothing to show. Only decoration. */
export function EmptyPicture() {
  return (
    <svg viewBox="0 0 200 96" width="200" height="96" aria-hidden="true" focusable="false">
      <Sleepers />
      <g fill="none" stroke="var(--p-color-icon-secondary)" strokeWidth="2.5" strokeLinecap="round">
        <path d="M8 74 H192" />
        <path d="M8 82 H192" />
        <path d="M52 74 C84 74 88 46 122 46 H192" />
        <path d="M52 82 C92 82 94 54 124 54 H192" />
      </g>
      <Wagon />
      <Signal />
    </svg>
  );
}

function Sleepers() {
  const places = [16, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176];
  return (
    <g stroke="var(--p-color-border)" strokeWidth="5" strokeLinecap="round">
      {places.map((x) => (
        <path key={x} d={`M${x} 70 V86`} />
      ))}
      {places
        .filter((x) => x >= 128)
        .map((x) => (
          <path key={`upper ${x}`} d={`M${x} 42 V58`} />
        ))}
    </g>
  );
}

function Wagon() {
  return (
    <g>
      <rect x="134" y="14" width="46" height="26" rx="3" fill="var(--p-color-bg-fill-success-secondary)" />
      <path d="M149 14 V40 M165 14 V40" stroke="var(--p-color-border-success)" strokeWidth="2" />
      <rect
        x="134"
        y="14"
        width="46"
        height="26"
        rx="3"
        fill="none"
        stroke="var(--p-color-icon-success)"
        strokeWidth="2.5"
      />
      <circle cx="144" cy="43" r="5" fill="var(--p-color-icon-success)" />
      <circle cx="170" cy="43" r="5" fill="var(--p-color-icon-success)" />
    </g>
  );
}

function Signal() {
  return (
    <g>
      <path d="M30 70 V30" stroke="var(--p-color-icon-secondary)" strokeWidth="2.5" strokeLinecap="round" />
      <rect x="22" y="10" width="16" height="26" rx="8" fill="var(--p-color-icon)" />
      <circle cx="30" cy="18" r="4" fill="var(--p-color-bg-fill-tertiary)" />
      <circle cx="30" cy="28" r="4" fill="var(--p-color-bg-fill-success)" />
    </g>
  );
}
