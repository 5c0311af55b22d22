import { count } from '../domain/count.ts';
import { eachPod, type Resources } from '../domain/quantity.ts';
import { Foreign } from '../shaping/foreign.ts';
import { counted, gibibytes, number, positive, record, shown, type WireOf, wire } from './wire.ts';

/** One role of a job: how many pods of what. */
export class Task {
  readonly #spec: WireOf<'JobSpec'>;

  constructor(spec: WireOf<'JobSpec'>) {
    this.#spec = spec;
  }

  get type(): Foreign | undefined {
    return Foreign.of(this.#spec.Type);
  }

  get pods(): number | undefined {
    return number(this.#spec.PodCount);
  }

  get image(): Foreign | undefined {
    return Foreign.of(this.#spec.Image);
  }

  /** The machine type of a job on public resources. */
  get ecsSpec(): Foreign | undefined {
    return Foreign.of(this.#spec.EcsSpec);
  }

  get cpus(): number | undefined {
    return counted(this.#config.CPU);
  }

  get gpus(): number | undefined {
    return counted(this.#config.GPU);
  }

  get memoryGib(): number | undefined {
    return gibibytes(this.#config.Memory);
  }

  /** What one pod takes of a quota; a machine type has its own size. */
  get each(): Resources | undefined {
    return eachPod(this.cpus, this.memoryGib, Foreign.of(this.#config.GPU) === undefined ? 0 : this.gpus);
  }

  /** `8 V100 GPUs, 96 CPUs, 960Gi` of one pod, or its machine type. */
  get words(): string | undefined {
    const machine = this.ecsSpec?.line(80);
    if (machine !== undefined) return machine;
    const { GPU, GPUType, CPU, Memory } = this.#config;
    const [gpus, gpuType, cpus] = [positive(GPU), shown(GPUType, 40), shown(CPU, 20)];
    const parts = [
      gpus === undefined ? undefined : count(gpus, gpuType ? `${gpuType} GPU` : 'GPU'),
      cpus && `${cpus} CPU${cpus === '1' ? '' : 's'}`,
      shown(Memory, 20),
    ].filter((part) => part !== undefined);
    return parts.length === 0 ? undefined : parts.join(', ');
  }

  /** The bounds within which the role scales; `undefined` where it does not. */
  get scaling(): { min: number | undefined; max: number | undefined } | undefined {
    const { MinReplicas, MaxReplicas, ScalingStrategy } = wire<'AutoScalingSpec'>(this.#spec.AutoScalingSpec);
    const [min, max] = [positive(MinReplicas), positive(MaxReplicas)];
    const scales = min !== undefined || max !== undefined || Foreign.of(ScalingStrategy) !== undefined;
    return scales ? { min, max } : undefined;
  }

  /** On Spot machines, which can be taken away. */
  get spot(): boolean {
    return Object.keys(record(this.#spec.SpotSpec)).length > 0;
  }

  get #config(): WireOf<'ResourceConfig'> {
    return wire<'ResourceConfig'>(this.#spec.ResourceConfig);
  }
}
