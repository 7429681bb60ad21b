package io.faceward.model.web;

import io.faceward.model.Bundle;
import io.faceward.model.ModelCard;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells which models this process runs. Thread-safe. */
@RestController
class ModelController {

    private final Bundle bundle;

    ModelController(Bundle bundle) {
        this.bundle = bundle;
    }

    /** A page of models; an object, so that fields can be added. */
    record Models(List<ModelCard> models) {}

    @Operation(
            operationId = "models",
            summary = "List the models of the bundle with their licences, training data and measured figures",
            tags = "models")
    @ApiResponse(responseCode = "200", description = "Every model of the bundle")
    @GetMapping(path = "/models", produces = MediaType.APPLICATION_JSON_VALUE)
    Models models() {
        return new Models(bundle.models());
    }
}
