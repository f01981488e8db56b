import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { report } from "../store/report.ts";

interface LaterProps<P> {
  readonly load: () => Promise<ComponentType<P>>;
  readonly with: P;
}

/** Shows a part whose code comes when it is first needed. */
export function Later<P>({ load, with: props }: LaterProps<P>) {
  const [loaded, setLoaded] = useState<{ readonly Part: ComponentType<P> } | null>(null);
  useEffect(() => {
    let isHere = true;
    void load().then((Part) => isHere && setLoaded({ Part }), report);
    return () => {
      isHere = false;
    };
  }, [load]);
  return loaded && <loaded.Part {...(props as P & object)} />;
}
