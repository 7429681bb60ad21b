package io.faceward.protect.web;

import io.swagger.v3.oas.annotations.media.Schema;
import org.springframework.web.multipart.MultipartFile;

/** The form of {@code POST /protect} for OpenAPI, which leaves out that every query parameter may be a field of it. */
@Schema(name = "ProtectForm")
record ProtectForm(
        @Schema(
                type = "string",
                format = "binary",
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "A JPEG, PNG or WebP file")
        MultipartFile image) {}
