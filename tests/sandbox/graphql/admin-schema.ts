import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  buildSchema,
  isInterfaceType,
  isObjectType,
  isUnionType,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from "graphql";
import { assertAccess, requiredScopes } from "./access.ts";
import { editMutations } from "./mutations/edit-mutations.ts";
import { createOrder } from "./mutations/create-order.ts";
import { fulfillmentMutations } from "./mutations/fulfillment-mutations.ts";
import { fulfillmentOrderMutations } from "./mutations/fulfillment-order-mutations.ts";
import { inventoryMutations } from "./mutations/inventory-mutations.ts";
import { machineryMutations } from "./mutations/machinery-mutations.ts";
import { orderMutations } from "./mutations/order-mutations.ts";
import { typeNameOf } from "./queries/find-node.ts";
import { queryRoot } from "./queries/root-queries.ts";
import type { RequestContext, SchemaResolvers, TypeResolvers } from "./request-context.ts";
import { attachScalars } from "./scalars.ts";
import * as addresses from "./types/address-types.ts";
import * as catalog from "./types/catalog-types.ts";
import * as edits from "./types/edit-types.ts";
import * as work from "./types/fulfillment-types.ts";
import * as lines from "./types/line-item-types.ts";
import * as machinery from "./types/machinery-types.ts";
import * as money from "./types/money-types.ts";
import * as orders from "./types/order-type.ts";
import * as payments from "./types/payment-types.ts";
import * as people from "./types/people-types.ts";
import * as stock from "./types/stock-types.ts";

/** Every object type whose fields are more than properties of its source. */
const resolvers: SchemaResolvers = {
  QueryRoot: queryRoot,
  Mutation: {
    fields: {
      ...fulfillmentOrderMutations,
      ...inventoryMutations,
      ...fulfillmentMutations,
      ...orderMutations,
      ...editMutations,
      ...machineryMutations,
      orderCreate: createOrder,
    },
  },
  App: machinery.app,
  AppInstallation: machinery.appInstallation,
  AppSubscription: machinery.appSubscription,
  AutomaticDiscountApplication: lines.automaticDiscountApplication,
  BulkOperation: machinery.bulkOperation,
  BuyerExperienceConfiguration: people.buyerExperienceConfiguration,
  CalculatedLineItem: edits.calculatedLineItem,
  CalculatedOrder: edits.calculatedOrder,
  Company: people.company,
  CompanyAddress: addresses.companyAddress,
  CompanyContact: people.companyContact,
  CompanyLocation: people.companyLocation,
  CompanyLocationTaxSettings: people.companyLocationTaxSettings,
  Customer: people.customer,
  DeliveryMethod: work.deliveryMethod,
  DiscountAllocation: lines.discountAllocation,
  DiscountCodeApplication: lines.discountCodeApplication,
  Domain: machinery.domain,
  Duty: lines.duty,
  Fulfillment: work.fulfillmentType,
  FulfillmentEvent: work.fulfillmentEvent,
  FulfillmentHold: work.fulfillmentHold,
  FulfillmentLineItem: work.fulfillmentLineItem,
  FulfillmentOrder: work.fulfillmentOrder,
  FulfillmentOrderAssignedLocation: addresses.fulfillmentOrderAssignedLocation,
  FulfillmentOrderDestination: addresses.fulfillmentOrderDestination,
  FulfillmentOrderLineItem: work.fulfillmentOrderLineItem,
  FulfillmentOrderLineItemFinancialSummary: work.fulfillmentOrderLineItemFinancialSummary,
  FulfillmentOrderLocationForMove: work.fulfillmentOrderLocationForMove,
  FulfillmentOrderMerchantRequest: work.fulfillmentOrderMerchantRequest,
  FulfillmentService: work.fulfillmentService,
  InventoryAdjustmentGroup: stock.inventoryAdjustmentGroup,
  InventoryChange: stock.inventoryChange,
  InventoryItem: stock.inventoryItem,
  InventoryItemMeasurement: stock.inventoryItemMeasurement,
  InventoryLevel: stock.inventoryLevel,
  InventoryQuantity: stock.inventoryQuantity,
  Job: machinery.job,
  LineItem: lines.lineItem,
  LineItemGroup: lines.lineItemGroup,
  LineItemSellingPlan: lines.lineItemSellingPlan,
  Location: stock.locationType,
  LocationAddress: addresses.locationAddress,
  MailingAddress: addresses.mailingAddress,
  ManualDiscountApplication: lines.manualDiscountApplication,
  Metafield: machinery.metafield,
  MoneyBag: money.moneyBag,
  MoneyV2: money.moneyV2,
  Order: orders.orderType,
  OrderAdjustment: payments.orderAdjustment,
  OrderApp: orders.orderApp,
  OrderEditSession: edits.orderEditSession,
  OrderRiskAssessment: orders.orderRiskAssessment,
  OrderRiskSummary: orders.orderRiskSummary,
  OrderTransaction: payments.orderTransaction,
  PageInfo: machinery.pageInfo,
  PaymentSchedule: payments.paymentSchedule,
  PaymentTerms: payments.paymentTermsType,
  PaymentTermsTemplate: people.paymentTermsTemplate,
  PricingPercentageValue: money.pricingPercentageValue,
  Product: catalog.productType,
  ProductVariant: catalog.productVariant,
  ProductVariantComponent: catalog.productVariantComponent,
  PurchasingCompany: people.purchasingCompany,
  Refund: payments.refund,
  RefundLineItem: payments.refundLineItem,
  RefundShippingLine: payments.refundShippingLine,
  Return: payments.returnType,
  ReturnLineItem: payments.returnLineItem,
  ShippingLine: payments.shippingLineType,
  Shop: machinery.shopType,
  ShopAddress: addresses.shopAddress,
  ShopPlan: machinery.shopPlan,
  StaffMember: payments.staffMember,
  TaxLine: money.taxLine,
  WebhookSubscription: machinery.webhookSubscription,
  Weight: lines.weight,
};

/** Types that are written out where they arise, field by field: payloads, user errors and small values. */
const plainTypes = new Set([
  "AccessScope",
  "ApiVersion",
  "Attribute",
  "BusinessEntity",
  "BusinessEntityAddress",
  "Count",
  "CustomerEmailAddress",
  "CustomerPhoneNumber",
  "DeliveryLocalPickupSettings",
  "FulfillmentOrderLineItemWarning",
  "FulfillmentOrderMergeResult",
  "FulfillmentOrderSplitResult",
  "FulfillmentOrderSupportedAction",
  "FulfillmentTrackingInfo",
  "InventoryProperties",
  "InventoryQuantityName",
  "RiskFact",
  "SelectedOption",
]);

function isPlain(name: string): boolean {
  return plainTypes.has(name) || /(Payload|Error)$/.test(name);
}

function resolversOf(name: string): TypeResolvers | undefined {
  if (name.endsWith("Connection")) return machinery.connection;
  return name.endsWith("Edge") ? machinery.edge : resolvers[name];
}

/** Fields of the schema that nothing resolves; a test demands that there are none. */
export function unresolvedFields(schema: GraphQLSchema): string[] {
  return objectTypes(schema).flatMap((type) => {
    if (isPlain(type.name)) return [];
    const own = resolversOf(type.name);
    const names = Object.keys(type.getFields());
    return names
      .filter((name) => !own?.own?.includes(name) && !(name in (own?.fields ?? {})))
      .map((name) => `${type.name}.${name}`);
  });
}

function objectTypes(schema: GraphQLSchema): GraphQLObjectType[] {
  return Object.values(schema.getTypeMap()).filter(
    (type) => isObjectType(type) && !type.name.startsWith("__"),
  ) as GraphQLObjectType[];
}

type AnyResolver = GraphQLFieldResolver<unknown, RequestContext, Record<string, unknown>>;

function attachResolvers(schema: GraphQLSchema): void {
  for (const type of objectTypes(schema)) {
    const own = resolversOf(type.name);
    for (const field of Object.values(type.getFields())) {
      const resolve = own?.fields?.[field.name] as AnyResolver | undefined;
      if (resolve) field.resolve = resolve;
      const scopes = requiredScopes(`${type.name}.${field.name}`);
      if (scopes) field.resolve = guarded(scopes, field.resolve);
    }
  }
}

/** The field behind its scopes. */
function guarded(scopes: readonly string[], resolve: AnyResolver | undefined): AnyResolver {
  return (source, args, context, info: GraphQLResolveInfo) => {
    assertAccess(info.fieldName, scopes, context);
    return resolve ? resolve(source, args, context, info) : (source as Record<string, unknown>)[info.fieldName];
  };
}

/** How the concrete type of an abstract one is told. */
const abstractTypes: Readonly<Record<string, (source: never) => string>> = {
  Node: typeNameOf,
  DiscountApplication: lines.typeOfApplication,
  PricingValue: (value: object) => ("percentage" in value ? "PricingPercentageValue" : "MoneyV2"),
  PurchasingEntity: (buyer: object) => ("companyId" in buyer ? "PurchasingCompany" : "Customer"),
  ReturnLineItemType: () => "ReturnLineItem",
};

function attachTypeResolvers(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isInterfaceType(type) && !isUnionType(type)) continue;
    const resolveType = abstractTypes[type.name];
    if (resolveType) type.resolveType = (source: unknown) => resolveType(source as never);
  }
}

function loadSchema(): GraphQLSchema {
  const sdl = readFileSync(join(import.meta.dirname, "../schema/admin-2026-10.graphql"), "utf8");
  const schema = buildSchema(sdl);
  attachScalars(schema);
  attachResolvers(schema);
  attachTypeResolvers(schema);
  return schema;
}

/** The Admin API as the sandbox executes it: the pruned schema with its resolvers. */
export const adminSchema = loadSchema();
