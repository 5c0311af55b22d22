import * as z from 'zod';
import { amount, flag, items, lenient, text } from '../wire.ts';

/** `HyperNodeSpec` of the answer: where and how replicas are placed, scaled and bought. */
export const hyperNodeSpec = z.looseObject({
  HyperNodeName: lenient(text),
  NodeNames: lenient(text),
});

/** `AssignNodeSpec` of the answer: where and how replicas are placed, scaled and bought. */
export const assignNodeSpec = z.looseObject({
  AntiAffinityHyperNodes: lenient(items(hyperNodeSpec)),
  AntiAffinityNodeNames: lenient(text),
  EnableAssignNode: lenient(flag),
  HyperNodes: lenient(items(hyperNodeSpec)),
  NodeNames: lenient(text),
});

/** `HyperNodeSchedulingConfig` of the answer: where and how replicas are placed, scaled and bought. */
export const hyperNodeSchedulingConfig = z.looseObject({
  MinAvailable: lenient(amount),
  QualityPolicy: lenient(text),
});

/** `AutoscalingMetricSpec` of the answer: where and how replicas are placed, scaled and bought. */
export const autoscalingMetricSpec = z.looseObject({
  MetricName: lenient(text),
  StabilizationWindowSeconds: lenient(amount),
  TargetValue: lenient(amount),
  Tolerance: lenient(text),
});

/** `AutoScalingSpec` of the answer: where and how replicas are placed, scaled and bought. */
export const autoScalingSpec = z.looseObject({
  AutoscalingMetricSpec: lenient(autoscalingMetricSpec),
  MaxReplicas: lenient(amount),
  MinReplicas: lenient(amount),
  PodsToDelete: lenient(items(text)),
  ScalingStrategy: lenient(text),
});

/** `ElasticSpotSpec` of the answer: where and how replicas are placed, scaled and bought. */
export const elasticSpotSpec = z.looseObject({
  InstanceType: lenient(text),
  SpotDiscountLimit: lenient(amount),
  SpotPriceLimit: lenient(amount),
  SpotStrategy: lenient(text),
});

/** `SpotSpec` of the answer: where and how replicas are placed, scaled and bought. */
export const spotSpec = z.looseObject({
  SpotDiscountLimit: lenient(amount),
  SpotPriceLimit: lenient(amount),
  SpotStrategy: lenient(text),
});

/** `StartupDependency` of the answer: where and how replicas are placed, scaled and bought. */
export const startupDependency = z.looseObject({
  MinReplicas: lenient(text),
  OnPhase: lenient(text),
  Type: lenient(text),
});
