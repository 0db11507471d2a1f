/** What the app's frame (our App Bridge) and the admin page around it say to each other. Everything here can be cloned. */

export type NavItem = { href: string; text: string; isHome: boolean };

export type BarButton = { text: string; variant: string; tone: string; disabled: boolean; loading: boolean };

export type TitleBarContent = { title: string; buttons: BarButton[] };

export type SaveBarContent = { id: string; buttons: BarButton[] };

export type ToastContent = {
  id: string;
  text: string;
  isError: boolean;
  durationMs: number;
  action: string | undefined;
};

export type ScopesDetail = { granted: string[]; required: string[]; optional: string[] };

export type ResourceType = "product" | "variant" | "collection";

export type PickerRequest = { type: ResourceType; multiple: boolean; query: string; selectedIds: string[] };

export type PickedResource = { id: string; title: string; [field: string]: unknown };

/** Answered by the admin page, asked by the app's frame. */
export type HostCalls = {
  /** The page in the frame answers clicks from now on. */
  alive(): void;
  idToken(): string;
  user(): { accountAccess: string };
  showNavMenu(items: NavItem[]): void;
  showTitleBar(content: TitleBarContent | undefined): void;
  showSaveBar(content: SaveBarContent): void;
  hideSaveBar(id: string): void;
  /** True when there is nothing to lose, or the person says so. */
  confirmLeaving(): boolean;
  showToast(toast: ToastContent): void;
  hideToast(id: string): void;
  showLoading(isLoading: boolean): void;
  /** A modal dialog is open in the frame: the admin page around it is dimmed. */
  dim(isDimmed: boolean): void;
  /** The frame shows another page of the app: path and query, without the parameters the admin added. */
  moved(path: string): void;
  openAdmin(href: string): void;
  queryScopes(): ScopesDetail;
  requestScopes(scopes: string[]): { result: "granted-all" | "declined-all"; detail: ScopesDetail };
  revokeScopes(scopes: string[]): { detail: ScopesDetail };
  pickResources(request: PickerRequest): PickedResource[] | undefined;
};

/** Answered by the app's frame, asked by the admin page. */
export type FrameCalls = {
  /** Goes to a page of the app without a new document; answers once the app's router has been told. */
  navigate(href: string): void;
  pressTitleBar(index: number): void;
  pressSaveBar(id: string, index: number): void;
  toastAction(id: string): void;
  toastDismissed(id: string): void;
};
