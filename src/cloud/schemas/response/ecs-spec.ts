import * as z from 'zod';
import { amount, flag, items, lenient, text } from '../wire.ts';

/** `EcsSpec` of the answer: one machine type. */
export const ecsSpec = z.looseObject({
  InstanceType: text,
  AcceleratorType: lenient(text),
  Cpu: lenient(amount),
  DefaultGPUDriver: lenient(text),
  Gpu: lenient(amount),
  GpuMemory: lenient(amount),
  GpuType: lenient(text),
  IsAvailable: lenient(flag),
  Memory: lenient(amount),
  NonProtectSpotDiscount: lenient(amount),
  PaymentTypes: lenient(items(text)),
  ResourceType: lenient(text),
  SpotStockStatus: lenient(text),
  SupportedGPUDrivers: lenient(items(text)),
});
