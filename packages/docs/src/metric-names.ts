// #region metric-names
import { HW_ENERGY, PROFILES, toPrometheusSeries } from '@tokenscope/semconv'

console.log(PROFILES['v1.41'].timeToFirstChunk.name) // gen_ai.client.operation.time_to_first_chunk
console.log(toPrometheusSeries(HW_ENERGY, 'scrape')) // [ 'hw_energy_total' ]
console.log(toPrometheusSeries(HW_ENERGY, 'otlp')) // [ 'hw_energy_joules_total' ]
// #endregion
