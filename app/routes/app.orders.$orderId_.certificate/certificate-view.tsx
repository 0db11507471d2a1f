import { Badge, Banner, BlockStack, InlineStack, List, Text, type BadgeProps } from "@shopify/polaris";
import type { ReactNode } from "react";
import type {
  GroupCertificate,
  RouteCertificate,
  RouteProof,
} from "#app/domain/routing/certificate/route-certificate.ts";
import type { ShownCertificate } from "#app/queries/in-sight/read-certificate.ts";
import { Time } from "#app/ui/shop-context.tsx";
import { CostTable } from "./cost-table.tsx";
import { UnitsTable } from "./units-table.tsx";

export function CertificateView({ shown }: { shown: ShownCertificate }) {
  if (shown.kind === "none") return <Text as="p">{shown.sentence}</Text>;
  const { certificate, decidedAt, isSame } = shown;
  return (
    <BlockStack gap="400">
      {isSame ? (
        <Text as="p" tone="subdued">
          {"Computed again from what was known when it was decided, "}
          <Time at={decidedAt} />
          {": the same plan comes out."}
        </Text>
      ) : (
        <Banner tone="warning">
          {"Computed again from what was known when it was decided, "}
          <Time at={decidedAt} />
          {
            ", another plan comes out: an earlier version of Switchyard decided it. What follows is what this version says."
          }
        </Banner>
      )}
      {certificate.groups.map((group, index) => (
        <GroupView key={index} group={group} certificate={certificate} number={index + 1} />
      ))}
      {certificate.staying.length > 0 && <Part title="What is not for us to place" sentences={certificate.staying} />}
    </BlockStack>
  );
}

const VERDICT: Record<RouteProof["verdict"], { title: string; tone: BadgeProps["tone"] }> = {
  cheapest: { title: "Proven cheapest", tone: "success" },
  stands: { title: "A plan that stands", tone: "info" },
  open: { title: "Not proven cheapest", tone: "attention" },
};

type GroupProps = { group: GroupCertificate; certificate: RouteCertificate; number: number };

/** Work that was routed together. Most orders have one such group, which then needs no heading. */
function GroupView({ group, certificate, number }: GroupProps) {
  const { lines, places, cost, proof, next, binding, missing } = group;
  const { currency, groups } = certificate;
  const isInPart = groups.length > 1;
  return (
    <BlockStack gap="400">
      {isInPart && (
        <Text as="h3" variant="headingSm">
          {`Part ${number} of ${groups.length}`}
        </Text>
      )}
      <BlockStack gap="100">
        <InlineStack gap="200">
          <Badge tone={VERDICT[proof.verdict].tone}>{VERDICT[proof.verdict].title}</Badge>
        </InlineStack>
        <Text as="p">{proof.sentence}</Text>
      </BlockStack>
      {missing !== null && (
        <Part isInPart={isInPart} title="Why units wait">
          {missing}
        </Part>
      )}
      <Part isInPart={isInPart} title="What leaves from where">
        <UnitsTable lines={lines} places={places} />
      </Part>
      {places.length > 0 && (
        <Part isInPart={isInPart} title="What it costs there">
          <CostTable places={places} cost={cost} currency={currency} />
        </Part>
      )}
      {next.sentences.length > 0 && (
        <Part isInPart={isInPart} title="Next best" sentences={next.sentences}>
          {next.isProven ? null : "There may be others between them: the search for them ended early."}
        </Part>
      )}
      {binding.length > 0 && <Part isInPart={isInPart} title="What it hangs on" sentences={binding} />}
      {proof.leftOut.length > 0 && <Part isInPart={isInPart} title="Locations left out" sentences={proof.leftOut} />}
    </BlockStack>
  );
}

type PartProps = {
  title: string;
  sentences?: readonly string[];
  children?: ReactNode;
  /** Below the heading of a part of the order. */
  isInPart?: boolean;
};

function Part({ title, sentences = [], children, isInPart = false }: PartProps) {
  return (
    <BlockStack gap="100">
      <Text as={isInPart ? "h4" : "h3"} variant="headingSm">
        {title}
      </Text>
      {sentences.length === 1 && <Text as="p">{sentences[0]}</Text>}
      {sentences.length > 1 && (
        <List>
          {sentences.map((sentence) => (
            <List.Item key={sentence}>{sentence}</List.Item>
          ))}
        </List>
      )}
      {typeof children === "string" ? <Text as="p">{children}</Text> : children}
    </BlockStack>
  );
}
