export { type RealModelMissingOptions, realModelMissing } from './real-model-missing.ts'
export { type RealModel, type RealModelOptions, startRealModel } from './start-real-model.ts'
