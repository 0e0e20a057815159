export { type FakeCall, type FakeNvidiaSmi, fakeNvidiaSmi } from './fake-nvidia-smi.ts'
export {
  FAKE_FAILURES,
  type FakeFailure,
  type FakeGpu,
  type FakeMigDevice,
  type FakeNvidiaSmiScript,
  type FakeProcess,
  type FakeValue,
} from './script.ts'
