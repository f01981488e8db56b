import features from "@eventstore/db-client/generated/serverfeatures_pb.js";
import gossip from "@eventstore/db-client/generated/gossip_pb.js";
import { structuredUuid } from "./uuid.ts";

const streamsMethods: Readonly<Record<string, readonly string[]>> = {
  read: ["position", "events"],
  append: [],
  delete: [],
  tombstone: [],
  batchappend: ["deadline_duration"],
};

/** What a client asks before its first append, to learn whether appends may go in batches. */
export function supportedMethods(): features.SupportedMethods {
  const supported = new features.SupportedMethods();
  supported.setEventStoreServerVersion("23.10.8");
  for (const [name, of] of Object.entries(streamsMethods)) {
    const method = new features.SupportedMethod();
    method.setServiceName("event_store.client.streams.streams");
    method.setMethodName(name);
    method.setFeaturesList([...of]);
    supported.addMethods(method);
  }
  return supported;
}

const instanceId = crypto.randomUUID();

/** A cluster of one, which is its own leader. */
export function clusterInfo(port: number): gossip.ClusterInfo {
  const endPoint = new gossip.EndPoint();
  endPoint.setAddress("127.0.0.1");
  endPoint.setPort(port);
  const member = new gossip.MemberInfo();
  member.setInstanceId(structuredUuid(instanceId));
  member.setTimeStamp(String(BigInt(Date.now()) * 10_000n));
  member.setState(gossip.MemberInfo.VNodeState.LEADER);
  member.setIsAlive(true);
  member.setHttpEndPoint(endPoint);
  const cluster = new gossip.ClusterInfo();
  cluster.addMembers(member);
  return cluster;
}
