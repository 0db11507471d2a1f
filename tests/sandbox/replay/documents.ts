/** Documents for recordings that kept variables and answers only: each asks for what its recorded answer shows. */
const changes = `
  name
  delta
  quantityAfterChange
  ledgerDocumentUri
  item {
    id
  }
  location {
    id
  }`;

export const adjustDocument = `#graphql
  mutation ($input: InventoryAdjustQuantitiesInput!, $idempotencyKey: String!) {
    inventoryAdjustQuantities(input: $input) @idempotent(key: $idempotencyKey) {
      inventoryAdjustmentGroup {
        reason
        changes {${changes}
        }
      }
      userErrors {
        field
        message
        code
      }
    }
  }`;

export const adjustByNothingDocument = `#graphql
  mutation ($input: InventoryAdjustQuantitiesInput!, $idempotencyKey: String!) {
    inventoryAdjustQuantities(input: $input) @idempotent(key: $idempotencyKey) {
      inventoryAdjustmentGroup {
        reason
        referenceDocumentUri
        changes {
          name
          delta
          quantityAfterChange
          item {
            id
          }
          location {
            id
          }
        }
      }
      userErrors {
        field
        message
        code
      }
    }
  }`;

export const setDocument = `#graphql
  mutation ($input: InventorySetQuantitiesInput!, $idempotencyKey: String!) {
    inventorySetQuantities(input: $input) @idempotent(key: $idempotencyKey) {
      inventoryAdjustmentGroup {
        reason
        referenceDocumentUri
      }
      userErrors {
        field
        message
        code
      }
    }
  }`;

export const moveDocument = `#graphql
  mutation ($input: InventoryMoveQuantitiesInput!, $idempotencyKey: String!) {
    inventoryMoveQuantities(input: $input) @idempotent(key: $idempotencyKey) {
      inventoryAdjustmentGroup {
        id
        createdAt
        reason
        referenceDocumentUri
        changes {
          name
          delta
          quantityAfterChange
          ledgerDocumentUri
          location {
            id
            name
          }
        }
      }
      userErrors {
        field
        message
        code
      }
    }
  }`;

const quantities = `
  inventoryLevels(first: 1) {
    nodes {
      quantities(names: ["available", "incoming", "damaged", "quality_control", "reserved", "safety_stock", "on_hand"]) {
        name
        quantity
        updatedAt
      }
    }
  }`;

export const levelsDocument = `#graphql
  query ($item: ID!, $variant: ID!, $product: ID!) {
    product(id: $product) {
      totalInventory
      tracksInventory
    }
    productVariant(id: $variant) {
      inventoryQuantity
      inventoryItem {${quantities}
      }
    }
    inventoryItem(id: $item) {
      variant {
        inventoryQuantity
        product {
          totalInventory
          tracksInventory
        }
      }${quantities}
    }
  }`;

export const cancelDocument = `#graphql
  mutation ($orderId: ID!, $restock: Boolean!, $reason: OrderCancelReason!, $notifyCustomer: Boolean, $staffNote: String) {
    orderCancel(orderId: $orderId, restock: $restock, reason: $reason, notifyCustomer: $notifyCustomer, staffNote: $staffNote) {
      orderCancelUserErrors {
        field
        message
        code
      }
    }
  }`;

export const refundDocument = `#graphql
  mutation ($input: RefundInput!, $key: String!) {
    refundCreate(input: $input) @idempotent(key: $key) {
      refund {
        id
        note
        createdAt
        updatedAt
        totalRefundedSet {
          shopMoney {
            amount
            currencyCode
          }
        }
        refundLineItems(first: 5) {
          nodes {
            id
            quantity
            restockType
            restocked
            lineItem {
              id
              title
            }
            subtotalSet {
              shopMoney {
                amount
                currencyCode
              }
            }
          }
        }
        transactions(first: 5) {
          nodes {
            id
            kind
            status
            gateway
            amountSet {
              shopMoney {
                amount
                currencyCode
              }
            }
          }
        }
      }
      order {
        id
        displayFinancialStatus
        totalRefundedSet {
          shopMoney {
            amount
            currencyCode
          }
        }
      }
      userErrors {
        field
        message
      }
    }
  }`;
