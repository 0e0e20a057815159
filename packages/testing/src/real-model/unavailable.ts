/** Why the model cannot run on this machine, with what to install. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable'
}
