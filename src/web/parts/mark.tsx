/** Two filled opening quotes: the product's mark, without its square. */
export function Quotes({ size }: { readonly size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="currentColor" aria-hidden="true">
      <path d="M10.4 4.6c-5 .9-8 4.500-8 9.700v4.200c0 1 .8 1.900 1.900 1.900h4.700c1 0 1.900-.8 1.900-1.900v-4.700c0-1-.8-1.900-1.900-1.900H6.400c.2-2.200 1.600-3.600 4.100-4.300.6-.2 1-.7 1-1.300v-.6c0-.7-.5-1.200-1.100-1.100zM21.700 4.600c-5 .9-8 4.500-8 9.700v4.200c0 1 .8 1.900 1.900 1.900h4.700c1 0 1.900-.8 1.900-1.900v-4.700c0-1-.8-1.900-1.900-1.900h-2.600c.2-2.200 1.600-3.600 4.100-4.300.6-.2 1-.7 1-1.300v-.6c0-.7-.5-1.200-1.100-1.100z" />
    </svg>
  );
}

export function Mark() {
  return (
    <span class="mark-square">
      <Quotes size={18} />
    </span>
  );
}
