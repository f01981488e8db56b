/** Addresses that all show the same page, which knows by itself what to show there. */
export const pages = [
  "/",
  "/c/*",
  "/mentions",
  "/saved",
  "/search",
  "/settings",
  "/settings/*",
  "/audit",
  "/audit/*",
  "/operations",
  "/operations/*",
  // Addresses that people have kept from the messenger before.
  "/wiadomosci",
  "/wiadomosci/*",
] as const;
