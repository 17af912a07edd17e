package io.nekoagents.streams.session;

import io.nekoagents.schema.fleet.RoomReport;
import io.nekoagents.schema.fleet.WorkerHeartbeat;
import io.nekoagents.schema.session.SessionRoom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The rooms that workers announce, by address: several workers may have the same one. */
final class AnnouncedRooms {

    private final Map<String, List<Announced>> byAddress = new LinkedHashMap<>();

    /** A room as one worker finds it. */
    record Announced(String workerId, RoomReport report) {

        SessionRoom room() {
            return new SessionRoom(report.getName(), report.getAddress(), workerId);
        }

        boolean keptFor(String sessionId) {
            return sessionId.equals(report.getReservedFor());
        }
    }

    /** @param alive workers that gave a sign of life of late */
    static AnnouncedRooms of(Collection<WorkerHeartbeat> alive) {
        AnnouncedRooms rooms = new AnnouncedRooms();
        alive.stream()
                .filter(worker -> !worker.getDraining())
                .sorted(Comparator.comparing(WorkerHeartbeat::getWorkerId))
                .forEach(worker -> worker.getRooms()
                        .forEach(report -> rooms.byAddress
                                .computeIfAbsent(report.getAddress(), _ -> new ArrayList<>())
                                .add(new Announced(worker.getWorkerId(), report))));
        return rooms;
    }

    List<Announced> at(String address) {
        return byAddress.getOrDefault(address, List.of());
    }

    /** Each room once, as the first worker that finds it well has it, else as any. */
    Stream<Announced> each() {
        return byAddress.values().stream().map(reports -> firstWell(reports).orElse(reports.getFirst()));
    }

    static Optional<Announced> firstWell(List<Announced> reports) {
        return reports.stream().filter(each -> each.report().getHealthy()).findFirst();
    }

    /** Whether no worker keeps it for a session, or runs a task in it. */
    boolean idle(String address) {
        return at(address).stream().allMatch(each -> each.report().getTaskId() == null);
    }

    boolean kept(String address) {
        return at(address).stream().anyMatch(each -> each.report().getReservedFor() != null);
    }
}
