/** What the answers come from: passages with ids that an answer can name. */
export const HANDBOOK: readonly { readonly id: string; readonly text: string }[] = [
  { id: 'delivery', text: 'A parcel is on its way within two working days; express delivery takes one.' },
  { id: 'returns', text: 'A broken kettle can be sent back within 30 days; we pay for the parcel.' },
  { id: 'descaling', text: 'Boil water with two spoons of citric acid once a month to keep the kettle free of chalk.' },
  { id: 'warranty', text: 'The warranty covers the heating plate for five years and the handle for two.' },
]
