package io.faceward.training;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws the columns of a training log over its steps, one small chart each. */
final class LossCurves {

    private static final int WIDTH = 480;
    private static final int HEIGHT = 300;
    private static final int COLUMNS = 3;

    private LossCurves() {}

    /** Reads a log with a header and the step in its first column; writes a PNG. A log without figures leaves none. */
    static void draw(Path log, Path png) throws IOException {
        List<String> lines = Files.readAllLines(log);
        if (lines.size() < 3) {
            return;
        }
        String[] names = lines.get(0).split(",");
        List<String[]> rows =
                lines.stream().skip(1).map(line -> line.split(",")).toList();
        List<XYChart> charts = new ArrayList<>();
        for (int column = 1; column < names.length; column++) {
            charts.add(chart(names[column], column(rows, 0), column(rows, column)));
        }
        int width = Math.min(COLUMNS, charts.size());
        int height = (charts.size() + width - 1) / width;
        while (charts.size() < width * height) {
            charts.add(chart("", new double[0], new double[0]));
        }
        try (OutputStream out = Files.newOutputStream(png)) {
            BitmapEncoder.saveBitmap(charts, height, width, out, BitmapFormat.PNG);
        }
    }

    private static double[] column(List<String[]> rows, int column) {
        return rows.stream().mapToDouble(row -> Double.parseDouble(row[column])).toArray();
    }

    /** Of the finite values: some figures are not taken in every phase. */
    private static XYChart chart(String name, double[] steps, double[] values) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(name)
                .xAxisTitle("step")
                .build();
        chart.getStyler().setLegendVisible(false);
        int[] finite = IntStream.range(0, values.length)
                .filter(i -> Double.isFinite(values[i]))
                .toArray();
        if (finite.length > 0) {
            chart.addSeries(
                            name,
                            IntStream.of(finite).mapToDouble(i -> steps[i]).toArray(),
                            IntStream.of(finite).mapToDouble(i -> values[i]).toArray())
                    .setMarker(SeriesMarkers.NONE);
        }
        return chart;
    }
}
