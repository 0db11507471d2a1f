import { useNavigate } from "@remix-run/react";
import {
  ChoiceList,
  IndexFilters,
  IndexFiltersMode,
  useSetIndexFiltersMode,
  type IndexFiltersProps,
} from "@shopify/polaris";
import { useEffect, useRef, useState } from "react";
import type { OrderFilters } from "#app/queries/read-order-filters.ts";
import { useMay } from "#app/ui/shop-context.tsx";
import { countryName } from "#app/ui/words/format-country.ts";
import { sourceTitle } from "#app/ui/words/source-name.ts";
import { changeAddress, type ListAddress } from "./list-address.ts";
import { ORDER_TABS } from "./order-tabs.ts";

// Long enough that a word is typed in one go, short enough that the list seems to follow.
const TYPING_PAUSE_MS = 350;

const sortOptions: IndexFiltersProps["sortOptions"] = [
  { label: "Placed", value: "placed desc", directionLabel: "Newest first" },
  { label: "Placed", value: "placed asc", directionLabel: "Oldest first" },
];

// On a phone Polaris draws the bar only once it has measured it: its place is kept, so that the list does not jump.
const PHONE_HEIGHT: Record<IndexFiltersMode, string> = {
  [IndexFiltersMode.Default]: "49px",
  [IndexFiltersMode.Filtering]: "102px",
  [IndexFiltersMode.EditingColumns]: "49px",
};

export type OrderFiltersBarProps = {
  address: ListAddress;
  filters: OrderFilters;
  isLoading: boolean;
  isPhone: boolean;
};

/** Tabs, search, filters and sort: all of it lives in the page's address, so a view can be kept and sent to somebody. */
export function OrderFiltersBar({ address, filters, isLoading, isPhone }: OrderFiltersBarProps) {
  const navigate = useNavigate();
  const seesBuyers = useMay("see_personal_data").allowed;
  const isNarrowed =
    address.search !== "" || address.country !== null || address.source !== null || address.test !== null;
  const { mode, setMode } = useSetIndexFiltersMode(isNarrowed ? IndexFiltersMode.Filtering : IndexFiltersMode.Default);
  const go = (changed: Partial<ListAddress>) => navigate(changeAddress(address, changed), { preventScrollReset: true });
  const [typed, setTyped] = useTypedSearch(address.search, (search) => go({ search }));
  const choices = filterChoices(address, filters);
  return (
    <div style={isPhone ? { minHeight: PHONE_HEIGHT[mode] } : undefined}>
      <IndexFilters
        tabs={ORDER_TABS.map(({ key, title }) => ({
          id: key,
          content: title,
          badge: key === "needs_you" && filters.needsPersonCount > 0 ? String(filters.needsPersonCount) : undefined,
          isLocked: true,
        }))}
        selected={ORDER_TABS.findIndex((tab) => tab.key === address.tab)}
        onSelect={(index) => go({ tab: ORDER_TABS[index]?.key })}
        canCreateNewView={false}
        mode={mode}
        setMode={setMode}
        loading={isLoading}
        queryValue={typed}
        queryPlaceholder={seesBuyers ? "Order number, name, e-mail or tracking number" : "Order number"}
        onQueryChange={setTyped}
        onQueryClear={() => setTyped("")}
        cancelAction={{ onAction: () => setTyped("") }}
        sortOptions={sortOptions}
        sortSelected={[address.sort === "newest" ? "placed desc" : "placed asc"]}
        onSort={([chosen]) => go({ sort: chosen === "placed asc" ? "oldest" : "newest" })}
        filters={choices.map(({ key, title, options, selected }) => ({
          key,
          label: title,
          pinned: true,
          filter: (
            <ChoiceList
              title={title}
              titleHidden
              choices={options}
              selected={selected === null ? [] : [selected]}
              onChange={([value]) => go({ [key]: value ?? null })}
            />
          ),
        }))}
        appliedFilters={choices.flatMap(({ key, title, options, selected }) => {
          if (selected === null) return [];
          const label = options.find((option) => option.value === selected)?.label ?? selected;
          return [{ key, label: `${title}: ${label}`, onRemove: () => go({ [key]: null }) }];
        })}
        onClearAll={() => go({ country: null, source: null, test: null, search: "" })}
      />
    </div>
  );
}

type FilterChoice = {
  key: "country" | "source" | "test";
  title: string;
  options: { value: string; label: string }[];
  selected: string | null;
};

function filterChoices(address: ListAddress, { countryCodes, sourceNames }: OrderFilters): FilterChoice[] {
  const byLabel = (a: { label: string }, b: { label: string }) => a.label.localeCompare(b.label, "en");
  return [
    {
      key: "country",
      title: "Ships to",
      options: countryCodes.map((code) => ({ value: code, label: countryName(code) })).sort(byLabel),
      selected: address.country,
    },
    {
      key: "source",
      title: "Placed in",
      options: sourceNames.map((name) => ({ value: name, label: sourceTitle(name) })).sort(byLabel),
      selected: address.source,
    },
    {
      key: "test",
      title: "Test orders",
      options: [
        { value: "no", label: "Without" },
        { value: "yes", label: "Only" },
      ],
      selected: address.test,
    },
  ];
}

/** What is typed, at once; what is searched, once the typing pauses. */
function useTypedSearch(search: string, onPause: (search: string) => void): [string, (typed: string) => void] {
  const [typed, setTyped] = useState(search);
  const [sent, setSent] = useState(search);
  const [shown, setShown] = useState(search);
  // Changed by somebody else, such as the link that clears it: what stands in the field follows.
  if (search !== shown) {
    setShown(search);
    if (search !== sent) setTyped(search);
    setSent(search);
  }
  const latest = useRef(onPause);
  useEffect(() => {
    latest.current = onPause;
  });
  useEffect(() => {
    const wanted = typed.trim();
    if (wanted === sent) return;
    const timer = setTimeout(() => {
      setSent(wanted);
      latest.current(wanted);
    }, TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, sent]);
  return [typed, setTyped];
}
