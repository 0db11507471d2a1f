/** What the log of actions tells, by the name that stands in it. */
export const LOGGED_ACTIONS: Readonly<Record<string, string>> = {
  read_personal_data: "Saw personal data",
  export_personal_data: "Downloaded a customer's data",
  search_orders: "Searched by what is known of buyers",
  pass_problems: "Passed problems",
  decide_again: "Had an order decided again",
  lock_route: "Locked an order to a location, or unlocked it",
  reject_route: "Had a location turn an order down",
  withdraw_rejection: "Let a location serve an order again that it had turned down",
  approve_action: "Approved",
  dismiss_action: "Dismissed",
  replay_message: "Replayed a parked message",
  discard_message: "Discarded a parked message",
  finish_notice: "Finished a notice",
  start_history_import: "Had the last 60 days read again",
  save_settings: "Changed the settings",
  save_rate_cards: "Changed the shipping costs",
  save_routing_policy: "Changed how routes are weighed",
  stop_everything: "Stopped everything",
  first_visit: "Opened Switchyard for the first time",
  became_owner: "Became an owner by owning the store at Shopify",
  keep_shop: "Asked to erase what is kept of this shop",
  change_person: "Changed a person's role or limits",
  set_default_role: "Changed what newcomers begin as",
};

/** An entry's kind in words; one of a later version by its name. */
export function loggedAction(action: string): string {
  return LOGGED_ACTIONS[action] ?? action.replaceAll("_", " ");
}
